//! The least of a smooth convex function: L-BFGS (Nocedal 1980), with a line search that halves.

/// Pairs of steps and changes of the gradient that are remembered.
const MEMORY: usize = 7;
/// What a step must gain at least, as a share of what the slope promises (Armijo).
const GAIN: f64 = 1e-4;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// A step taken: the step, the change of the gradient, 1 over their product.
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    rho: f64,
}

/// Goes downhill from `x` for at most `rounds` rounds. `function` writes the gradient into its second argument and
/// returns the value.
pub(crate) fn descend(x: &mut Vec<f64>, rounds: usize, function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) {
    let mut gradient = vec![0.0; x.len()];
    let mut value = function(x, &mut gradient);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut next_gradient = vec![0.0; x.len()];
    for _ in 0..rounds {
        let direction = direction(&gradient, &pairs);
        let slope = dot(&gradient, &direction);
        if slope > -1e-9 {
            return;
        }
        let mut length =
            if pairs.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1e-12) } else { 1.0 };
        let mut moved = false;
        for _ in 0..25 {
            let next: Vec<f64> = x.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
            let next_value = function(&next, &mut next_gradient);
            if next_value <= value + GAIN * length * slope {
                remember(&mut pairs, x, &next, &gradient, &next_gradient);
                let gained = value - next_value;
                *x = next;
                value = next_value;
                std::mem::swap(&mut gradient, &mut next_gradient);
                moved = gained > value.abs() * 1e-6;
                break;
            }
            length *= 0.5;
        }
        if !moved {
            return;
        }
    }
}

fn remember(pairs: &mut Vec<Pair>, x: &[f64], next: &[f64], gradient: &[f64], next_gradient: &[f64]) {
    let step: Vec<f64> = next.iter().zip(x).map(|(a, b)| a - b).collect();
    let change: Vec<f64> = next_gradient.iter().zip(gradient).map(|(a, b)| a - b).collect();
    let product = dot(&step, &change);
    if product > 1e-12 {
        if pairs.len() == MEMORY {
            pairs.remove(0);
        }
        pairs.push(Pair { step, change, rho: 1.0 / product });
    }
}

/// Downhill, with the curvature that the remembered pairs show.
fn direction(gradient: &[f64], pairs: &[Pair]) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::with_capacity(pairs.len());
    for pair in pairs.iter().rev() {
        let alpha = pair.rho * dot(&pair.step, &direction);
        for (d, c) in direction.iter_mut().zip(&pair.change) {
            *d -= alpha * c;
        }
        alphas.push(alpha);
    }
    if let Some(last) = pairs.last() {
        let scale = 1.0 / (last.rho * dot(&last.change, &last.change));
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for (pair, alpha) in pairs.iter().zip(alphas.iter().rev()) {
        let beta = pair.rho * dot(&pair.change, &direction);
        for (d, s) in direction.iter_mut().zip(&pair.step) {
            *d += (alpha - beta) * s;
        }
    }
    direction
}
