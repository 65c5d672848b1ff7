//! Charts: bars over a row of labels, and the same figures as a table for whoever can't see them.
//!
//! Only the bars are drawn, in SVG that stretches with its room; what there is to read stays text.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::svg;

use super::super::el::{El, el, text, view};

/// Labels under the bars that fit beside one another on a phone.
const LABELS: usize = 5;
/// The width and height that is drawn in; it is stretched.
const SIZE: u32 = 1000;

/// One row of figures, a place each; `None` where there is none.
pub struct Series {
    /// What they count.
    pub name: &'static str,
    /// The figures.
    pub figures: Vec<Option<u32>>,
}

impl Series {
    /// Figures of which none is absent.
    pub fn of(name: &'static str, figures: impl Iterator<Item = u32>) -> Series {
        Series { name, figures: figures.map(Some).collect() }
    }
}

/// A bar chart.
pub struct Chart {
    /// What the places are, as the head of the table: "Day".
    pub over: &'static str,
    /// A label for each place.
    pub labels: Vec<String>,
    /// One or two rows of figures, drawn as bars, the second upon the first.
    pub bars: Vec<Series>,
    /// A row drawn as a line across each bar.
    pub marks: Option<Series>,
    /// What stands behind each figure: `%`, or nothing.
    pub unit: &'static str,
    /// The upper end of the scale; as high as the figures need, where absent.
    pub most: Option<u32>,
}

fn attribute(name: &'static str, value: String) -> AnyAttribute {
    custom_attribute(name, value).into_any_attr()
}

fn shape(class: &'static str, d: String) -> AnyView {
    svg::path().add_any_attr(vec![attribute("class", class.into()), attribute("d", d)]).into_any()
}

fn drawing(width: u32, height: u32, shapes: Vec<AnyView>) -> El {
    let attributes = vec![
        attribute("viewBox", format!("0 0 {width} {height}")),
        attribute("preserveAspectRatio", "none".into()),
        attribute("class", "drawn".into()),
        attribute("aria-hidden", "true".into()),
    ];
    view(svg::svg().add_any_attr(attributes).child(shapes).into_any())
}

/// How full something is, in percent; the words beside it say so too.
pub fn gauge(label: &'static str, percent: u32, words: &str) -> El {
    let filled = percent.min(100);
    let mut shapes = vec![shape("track", "M0 0H100V10H0Z".into())];
    if filled > 0 {
        shapes.push(shape("first", format!("M0 0H{filled}V10H0Z")));
    }
    el("div")
        .class("gauge")
        .child(text("span", "label", label))
        .child(drawing(100, 10, shapes))
        .child(text("span", "number", words))
}

/// The end of a scale for figures up to `n`: 4, 10, 20, 40, 100, …, so that half of it is a whole number.
fn scale(n: u32) -> u32 {
    let mut unit = 1_u32;
    loop {
        for step in [4, 10, 20] {
            let end = unit.saturating_mul(step);
            if end >= n {
                return end;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

impl Chart {
    fn figure(&self, series: &Series, at: usize) -> Option<u32> {
        series.figures.get(at).copied().flatten()
    }

    /// The chart with its legend and its table. `said` is what one is to see in it.
    pub fn view(self, said: &str) -> El {
        let mut legend = el("ul").class("chart-legend").attr("aria-hidden", "true");
        if self.bars.len() > 1 || self.marks.is_some() {
            let keys = ["key first", "key second"].into_iter().zip(&self.bars);
            for (class, series) in keys.chain(self.marks.iter().map(|marks| ("key mark", marks))) {
                legend = legend.child(el("li").child(text("span", class, "")).child(text(
                    "span",
                    "",
                    series.name,
                )));
            }
        }
        el("figure")
            .class("chart")
            .child(text("figcaption", "", said))
            .child(legend)
            .child(self.plot())
            .child(self.table())
    }

    fn plot(&self) -> El {
        let n = self.labels.len().max(1);
        let sum = |at| self.bars.iter().filter_map(|bars| self.figure(bars, at)).sum::<u32>();
        let most = self.most.unwrap_or_else(|| scale((0..n).map(sum).max().unwrap_or(0)));
        let height = |figure: u32| figure.min(most) * SIZE / most.max(1);
        let slot = SIZE / n as u32;
        let (gap, width) = (slot / 6, slot - 2 * (slot / 6));
        // A half that is no whole number has no line.
        let middle = if most.is_multiple_of(2) { format!("M0 {}H{SIZE}", SIZE / 2) } else { String::new() };
        let mut shapes = vec![shape("grid", format!("M0 0H{SIZE}{middle}M0 {SIZE}H{SIZE}"))];
        let (mut bars, mut marks) = ([String::new(), String::new()], String::new());
        for at in 0..n {
            let left = at as u32 * SIZE / n as u32 + gap;
            let mut foot = 0;
            for (series, bars) in self.bars.iter().zip(&mut bars) {
                let tall = height(self.figure(series, at).unwrap_or(0));
                if tall > 0 {
                    bars.push_str(&format!("M{left} {}h{width}v-{tall}h-{width}z", SIZE - foot));
                }
                foot += tall;
            }
            if let Some(figure) = self.marks.as_ref().and_then(|series| self.figure(series, at)) {
                marks.push_str(&format!("M{} {}h{}", left - gap / 2, SIZE - height(figure), width + gap));
            }
        }
        let [first, second] = bars;
        let classes = [("first", first), ("second", second), ("mark", marks)];
        shapes.extend(classes.into_iter().filter(|(_, d)| !d.is_empty()).map(|(class, d)| shape(class, d)));
        let ends = [Some(most), (most.is_multiple_of(2)).then_some(most / 2), Some(0)];
        let ends = ends.into_iter().flatten();
        let ends = ends.map(|figure| text("span", "", &format!("{figure}{}", self.unit)));
        let every = n.div_ceil(LABELS);
        let label = |(at, label): (usize, &String)| {
            // A label begins at its bar; what has no room to its right is left out.
            let is_shown = at % every == 0 && (n <= LABELS || at + every * 2 / 3 < n);
            text("span", "", if is_shown { label } else { "" })
        };
        let under = el("div")
            .class("under")
            .style("grid-template-columns", &format!("repeat({n}, minmax(0, 1fr))"))
            .children(self.labels.iter().enumerate().map(label));
        el("div")
            .class("plot")
            .attr("aria-hidden", "true")
            .child(el("div").class("scale").children(ends))
            .child(drawing(SIZE, SIZE, shapes))
            .child(under)
    }

    fn table(&self) -> El {
        let all = || self.bars.iter().chain(&self.marks);
        let head = all().map(|series| text("th", "", series.name).attr("scope", "col"));
        let head = el("tr").child(text("th", "", self.over).attr("scope", "col")).children(head);
        let rows = self.labels.iter().enumerate().map(|(at, label)| {
            let cells = all().map(|series| match self.figure(series, at) {
                Some(figure) => text("td", "", &format!("{figure}{}", self.unit)),
                None => text("td", "", "–"),
            });
            el("tr").child(text("th", "", label).attr("scope", "row")).children(cells)
        });
        let table = el("table").child(el("thead").child(head)).child(el("tbody").children(rows));
        el("details")
            .class("numbers")
            .child(text("summary", "", "The same as a table"))
            .child(el("div").class("table-wrap").child(table))
    }
}
