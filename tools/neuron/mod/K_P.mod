TITLE Persistent potassium current, m2 h

COMMENT
Korngreen and Sakmann 2000, J Physiol 525:621: the equations of Mechanisms/Potassium/PersistentPotassiumShifted.cs.
ENDCOMMENT

NEURON {
    SUFFIX K_P
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, vshift, tauF
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
    tauF = 1 (1)
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
    i = gbar * m * m * h * (v - e)
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
    mInf = 1 / (1 + exp(-(u + 14.3) / 14.6))
    if (u < -50) {
        mRate = factor / (tauF * (1.25 + 175.03 * exp(0.026 * u)))
    } else {
        mRate = factor / (tauF * (1.25 + 13 * exp(-0.026 * u)))
    }
    hInf = 1 / (1 + exp((u + 54) / 11))
    hRate = factor / (360 + (1010 + 24 * (u + 55)) * exp(-((u + 75) / 48)^2))
    UNITSON
}
