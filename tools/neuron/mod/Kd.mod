TITLE Slowly inactivating d-type potassium current, m h

COMMENT
Foust et al. 2011, J Neurosci 31:15490: the equations of Mechanisms/Potassium/SlowlyInactivatingPotassium.cs.
ENDCOMMENT

NEURON {
    SUFFIX Kd
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
}

STATE { m h }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * h * (v - e)
}

INITIAL {
    rates(v)
    m = mInf
    h = hInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) * mRate
    h' = (hInf - h) * hRate
}

PROCEDURE rates(v (mV)) {
    UNITSOFF
    mInf = 1 / (1 + exp(-(v + 43) / 8))
    mRate = 1
    hInf = 1 / (1 + exp((v + 67) / 7.3))
    hRate = 1 / 1500
    UNITSON
}
