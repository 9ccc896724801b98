TITLE Small-conductance calcium-activated potassium current, one gate

COMMENT
Koehler et al. 1996, Science 273:1709: the equations of Mechanisms/Potassium/CalciumActivatedPotassium.cs.
ENDCOMMENT

NEURON {
    SUFFIX SK
    NONSPECIFIC_CURRENT i
    USEION ca READ cai
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
    cai (mM)
    zInf (1)
    zRate (/ms)
}

STATE { z }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * z * (v - e)
}

INITIAL {
    rates(cai)
    z = zInf
}

DERIVATIVE states {
    rates(cai)
    z' = (zInf - z) * zRate
}

PROCEDURE rates(c (mM)) { LOCAL calcium
    UNITSOFF
    calcium = c
    if (calcium < 1e-7) {
        calcium = calcium + 1e-7
    }
    zInf = 1 / (1 + (0.00043 / calcium)^4.8)
    zRate = 1
    UNITSON
}
