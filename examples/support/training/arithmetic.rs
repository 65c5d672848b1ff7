//! Exponentials and logarithms by the four operations alone, which every machine rounds alike; those of the
//! standard library differ between systems in the last bit, and training has to give the same bytes everywhere.

const LN_2: f64 = std::f64::consts::LN_2;

/// e to the power of `x`, within a few units in the last place; 0 below −700, bounded above 700.
pub(crate) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = if x > 700.0 { 700.0 } else { x };
    let k = (x / LN_2 + if x < 0.0 { -0.5 } else { 0.5 }) as i64;
    let r = x - k as f64 * LN_2;
    // Taylor, by Horner: |r| is at most 0.35, so 13 terms reach the last place.
    let mut sum = 1.0;
    let mut n = 13.0;
    while n > 0.5 {
        sum = 1.0 + r / n * sum;
        n -= 1.0;
    }
    sum * f64::from_bits(((1023 + k) as u64) << 52)
}

/// The natural logarithm of a positive number.
pub(crate) fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let square = t * t;
    let (mut sum, mut k) = (0.0, 25.0);
    while k > 0.5 {
        sum = 1.0 / k + square * sum;
        k -= 2.0;
    }
    exponent as f64 * LN_2 + 2.0 * t * sum
}

/// ln(1 + e^x), without overflow.
pub(crate) fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + ln(1.0 + exp(-x)) } else { ln(1.0 + exp(x)) }
}

/// 1 / (1 + e^−x).
pub(crate) fn sigmoid(x: f64) -> f64 {
    if x < 0.0 {
        let e = exp(x);
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + exp(-x))
    }
}
