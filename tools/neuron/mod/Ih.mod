TITLE Hyperpolarisation-activated cation current, one gate

COMMENT
Kole, Hallermann and Stuart 2006, J Neurosci 26:1677: the equations of Mechanisms/HCurrent.cs.
ENDCOMMENT

NEURON {
    SUFFIX Ih
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 1e-5 (S/cm2)
    e = -45 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    qInf (1)
    qRate (/ms)
}

STATE { q }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * q * (v - e)
}

INITIAL {
    rates(v)
    q = qInf
}

DERIVATIVE states {
    rates(v)
    q' = (qInf - q) * qRate
}

PROCEDURE rates(v (mV)) { LOCAL x, opening, closing
    UNITSOFF
    x = (v + 154.9) / 11.9
    if (fabs(x) < 1e-6) {
        opening = 0.00643 * 11.9 * (1 - x / 2)
    } else {
        opening = 0.00643 * (v + 154.9) / (exp(x) - 1)
    }
    closing = 0.193 * exp(v / 33.1)
    qInf = opening / (opening + closing)
    qRate = opening + closing
    UNITSON
}
