//! Leave one writer out (exploration).
#[path = "support/load.rs"]
mod load;
#[path = "support/measuring.rs"]
mod measuring;
#[path = "support/training/mod.rs"]
mod training;
use load::{Problem, load};
use measuring::{GROUPS, Labelled, Measured, measure};
use training::{Answer, Corpus, FILES, train};
const COMPETENCY: &str = "customer-obsession";
fn main() -> Result<(), Problem> {
    let only: Vec<String> = std::env::args().skip(1).collect();
    let (mut reader, competency) = load(COMPETENCY)?;
    let files: Vec<String> = FILES.iter().map(|f| format!("tests/answers/{f}.jsonl")).collect();
    let corpus = Corpus::load(&files, &reader)?;
    let mut rows = Vec::new();
    let mut pooled: Vec<(Vec<Labelled>, usize)> = Vec::new();
    let mut total = Measured::default();
    for (w, name) in corpus.writers.iter().enumerate() {
        if !only.is_empty() && !only.contains(name) {
            continue;
        }
        let tr: Vec<&Answer> = corpus.answers.iter().filter(|a| a.writer != w).collect();
        let t = train(&corpus, &tr, COMPETENCY);
        reader.learn(t.language);
        reader.learn(t.competency);
        let te: Vec<&Labelled> =
            corpus.answers.iter().filter(|a| a.writer == w).map(|a| &a.labelled).collect();
        let m = measure(&te, &reader, &competency);
        rows.push(line(name, &m));
        println!("{}", rows.last().unwrap());
        total.add(&m);
    }
    let _ = &mut pooled;
    println!("{}", line("all", &total));
    for (_, ids) in GROUPS {
        for id in ids {
            let p = total.presence[id].figures();
            let q = total.place[id].figures();
            println!(
                "  {id:22} n {:4} P {:.2} R {:.2} F1 {:.2}  place P {:.2} R {:.2} F1 {:.2}",
                total.presence[id].labelled(),
                p.0,
                p.1,
                p.2,
                q.0,
                q.1,
                q.2
            );
        }
    }
    Ok(())
}
fn line(name: &str, m: &Measured) -> String {
    let f = |i: usize| (m.macro_f1(&m.presence, &GROUPS[i].1), m.macro_f1(&m.place, &GROUPS[i].1));
    let (a, b, c) = (f(0), f(1), f(2));
    format!(
        "{name:10} n {:4} sig {:.3} con {:.3} del {:.3} place {:.3} {:.3} {:.3} rho {:.3} ({:.3}) near {:.3} pairs {:.3} parts {:.3} err {:.3}",
        m.len(),
        a.0,
        b.0,
        c.0,
        a.1,
        b.1,
        c.1,
        m.spearman()[0],
        m.spearman()[1],
        m.within_one(),
        m.pairs()[0],
        m.parts().0,
        m.parts().1
    )
}
