TITLE Muscarinic (Kv7) potassium current, one gate

COMMENT
Vervaeke et al. 2006, J Physiol 576:235: the equations of Mechanisms/Potassium/MuscarinicPotassiumKv7.cs.
ENDCOMMENT

NEURON {
    SUFFIX Im_v2
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
    factor (1)
}

STATE { m }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * (v - e)
}

INITIAL {
    factor = 2.3^((celsius - 30) / 10)
    rates(v)
    m = mInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) * mRate
}

PROCEDURE rates(v (mV)) { LOCAL opening, sum
    UNITSOFF
    opening = 0.007 * exp(2.4 * (v + 48) / 26.12)
    sum = opening + 0.007 * exp(-3.6 * (v + 48) / 26.12)
    mInf = opening / sum
    mRate = factor / (15 + 1 / sum)
    UNITSON
}
