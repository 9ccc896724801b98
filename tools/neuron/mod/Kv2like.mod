TITLE Kv2-like potassium current, m2 (h + s) / 2

COMMENT
Keren et al. 2005, J Neurophysiol 94:3730; Liu and Bean 2014, J Neurosci 34:4991: the equations of Mechanisms/Potassium/DelayedRectifierKv2.cs.
ENDCOMMENT

NEURON {
    SUFFIX Kv2like
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
    (mM) = (milli/liter)
}

PARAMETER {
    gbar = 1e-5 (S/cm2)
    e = -77 (mV)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    mInf (1)
    mRate (/ms)
    hInf (1)
    hRate (/ms)
    sInf (1)
    sRate (/ms)
    factor (1)
}

STATE { m h s }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * m * 0.5 * (h + s) * (v - e)
}

INITIAL {
    factor = 2.3^((celsius - 21) / 10)
    rates(v)
    m = mInf
    h = hInf
    s = sInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) * mRate
    h' = (hInf - h) * hRate
    s' = (sInf - s) * sRate
}

PROCEDURE rates(v (mV)) { LOCAL opening, sum, slow
    UNITSOFF
    opening = 0.12 * linoid(43 - v, 11)
    sum = opening + 0.02 * exp(-(v + 1.27) / 120)
    mInf = opening / sum
    mRate = factor * sum / 2.5
    hInf = 1 / (1 + exp((v + 58) / 11))
    hRate = factor / (360 + (1010 + 23.7 * (v + 54)) * exp(-((v + 75) / 48)^2))
    sInf = hInf
    slow = (2350 + 1380 * exp(-0.011 * v) - 210 * exp(-0.03 * v)) / factor
    if (slow < 0) {
        slow = 1e-3
    }
    sRate = 1 / slow
    UNITSON
}

FUNCTION linoid(x, y) {
    UNITSOFF
    if (fabs(x / y) < 1e-6) {
        linoid = y * (1 - x / y / 2)
    } else {
        linoid = x / (exp(x / y) - 1)
    }
    UNITSON
}
