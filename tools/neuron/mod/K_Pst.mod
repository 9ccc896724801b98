TITLE Persistent potassium current, m2 h, moved by -10 mV

COMMENT
Korngreen and Sakmann 2000, J Physiol 525:621: the equations of Mechanisms/Potassium/PersistentPotassium.cs; the change
from 21 to 34 degC whatever the temperature is.
ENDCOMMENT

NEURON {
    SUFFIX K_Pst
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
    factor = 2.3^1.3
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
    u = v + 10
    mInf = 1 / (1 + exp(-(u + 1) / 12))
    if (u < -50) {
        mRate = factor / (1.25 + 175.03 * exp(0.026 * u))
    } else {
        mRate = factor / (1.25 + 13 * exp(-0.026 * u))
    }
    hInf = 1 / (1 + exp((u + 54) / 11))
    hRate = factor / (360 + (1010 + 24 * (u + 55)) * exp(-((u + 75) / 48)^2))
    UNITSON
}
