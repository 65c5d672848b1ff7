//! Sorting, small: the standard library's sorts are made anew for every type, at 4 to 6 kB each; a heap sort is a
//! few hundred bytes, and nothing sorted here is long. For the same reason, maps are sorted lists of pairs.

/// Sorts in place, in O(n log n). Equal items may change places.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, &|a, b| a < b);
}

/// Sorts in place by a key, in O(n log n). Items with equal keys may change places.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, &|a, b| key(a) < key(b));
}

/// Sorts by a key what consists of stretches that are in order, in O(n log s), where `s` is their number. Equal items
/// keep their places.
pub(crate) fn merge_by_key<T: Copy, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    // Where the stretches end.
    let mut ends: Vec<usize> =
        (1..items.len()).filter(|at| key(&items[*at]) < key(&items[at - 1])).chain([items.len()]).collect();
    while ends.len() > 1 {
        let (mut merged, mut merged_ends) = (Vec::with_capacity(items.len()), Vec::new());
        let mut start = 0;
        for pair in ends.chunks(2) {
            let (middle, end) = (pair[0], pair[pair.len() - 1]);
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                let takes_left = right == end || left < middle && key(&items[left]) <= key(&items[right]);
                let from = if takes_left { &mut left } else { &mut right };
                merged.push(items[*from]);
                *from += 1;
            }
            merged_ends.push(end);
            start = end;
        }
        *items = merged;
        ends = merged_ends;
    }
}

/// Sorts in place what is nearly in order, or little: every item moves past those that it has to.
pub(crate) fn settle<T: Ord>(items: &mut [T]) {
    for from in 1..items.len() {
        let mut at = from;
        while at > 0 && items[at] < items[at - 1] {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

fn sort_by<T>(items: &mut [T], is_less: &impl Fn(&T, &T) -> bool) {
    for root in (0..items.len() / 2).rev() {
        sift(items, root, is_less);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        if let Some(heap) = items.get_mut(..end) {
            sift(heap, 0, is_less);
        }
    }
}

fn sift<T>(heap: &mut [T], mut root: usize, is_less: &impl Fn(&T, &T) -> bool) {
    loop {
        let mut child = 2 * root + 1;
        if child >= heap.len() {
            return;
        }
        if child + 1 < heap.len() && is_less(&heap[child], &heap[child + 1]) {
            child += 1;
        }
        if !is_less(&heap[root], &heap[child]) {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

/// Where `key` is among pairs sorted by key, or where it would have to be.
pub(crate) fn place<T>(pairs: &[(String, T)], key: &str) -> Result<usize, usize> {
    pairs.binary_search_by(|(k, _)| k.as_str().cmp(key))
}

/// The value under `key` among pairs sorted by key.
pub(crate) fn get<'a, T>(pairs: &'a [(String, T)], key: &str) -> Option<&'a T> {
    pairs.get(place(pairs, key).ok()?).map(|(_, value)| value)
}

/// The value under `key` among pairs sorted by key; made where there is none.
pub(crate) fn entry<'a, T: Default>(pairs: &'a mut Vec<(String, T)>, key: &str) -> &'a mut T {
    let at = place(pairs, key).unwrap_or_else(|at| {
        pairs.insert(at, (key.to_owned(), T::default()));
        at
    });
    &mut pairs[at].1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everything_comes_in_order(items in prop::collection::vec(any::<u8>(), 0..60)) {
            let (mut ours, mut settled, mut theirs) = (items.clone(), items.clone(), items);
            let mut stretches = ours.clone();
            super::merge_by_key(&mut stretches, |item| item / 4);
            prop_assert!(stretches.is_sorted_by_key(|item| item / 4));
            super::sort(&mut ours);
            super::settle(&mut settled);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(&settled, &theirs);
            let mut merged = theirs.clone();
            merged.rotate_left(theirs.len() / 3);
            super::merge_by_key(&mut merged, |item| *item);
            prop_assert_eq!(&merged, &theirs);
            super::sort_by_key(&mut ours, |item| std::cmp::Reverse(*item));
            theirs.reverse();
            prop_assert_eq!(ours, theirs);
        }
    }
}
