TITLE Kv3.1 potassium current, one gate

COMMENT
Rettig et al. 1992, EMBO J 11:2473: the equations of Mechanisms/Potassium/FastDelayedRectifierKv31.cs.
ENDCOMMENT

NEURON {
    SUFFIX Kv3_1
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, vshift
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
    vshift = 0 (mV)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    mInf (1)
    mRate (/ms)
}

STATE { m }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * (v - e)
}

INITIAL {
    rates(v)
    m = mInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) * mRate
}

PROCEDURE rates(v (mV)) { LOCAL u
    UNITSOFF
    u = v - vshift
    mInf = 1 / (1 + exp((18.7 - u) / 9.7))
    mRate = 0.25 * (1 + exp(-(u + 46.56) / 44.14))
    UNITSON
}
