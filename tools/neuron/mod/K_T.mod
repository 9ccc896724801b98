TITLE Transient potassium current, m4 h

COMMENT
Korngreen and Sakmann 2000, J Physiol 525:621: the equations of Mechanisms/Potassium/TransientPotassiumShifted.cs.
ENDCOMMENT

NEURON {
    SUFFIX K_T
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, vshift, mTauF, hTauF
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
    mTauF = 1 (1)
    hTauF = 1 (1)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    mInf (1)
    mRate (/ms)
    hInf (1)
    hRate (/ms)
    factor (1)
}

STATE { m h }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * m * m * m * h * (v - e)
}

INITIAL {
    factor = 2.3^((celsius - 21) / 10)
    rates(v)
    m = mInf
    h = hInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) * mRate
    h' = (hInf - h) * hRate
}

PROCEDURE rates(v (mV)) { LOCAL u
    UNITSOFF
    u = v - vshift
    mInf = 1 / (1 + exp(-(u + 47) / 29))
    mRate = factor / (0.34 + mTauF * 0.92 * exp(-((u + 71) / 59)^2))
    hInf = 1 / (1 + exp((u + 66) / 10))
    hRate = factor / (8 + hTauF * 49 * exp(-((u + 73) / 23)^2))
    UNITSON
}
