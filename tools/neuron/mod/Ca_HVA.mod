TITLE High-voltage-activated calcium current, m2 h

COMMENT
Reuveni et al. 1993, J Neurosci 13:4609: the equations of Mechanisms/Calcium/CalciumHighVoltage.cs.
ENDCOMMENT

NEURON {
    SUFFIX Ca_HVA
    USEION ca READ eca WRITE ica
    RANGE gbar
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
    (mM) = (milli/liter)
}

PARAMETER {
    gbar = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    eca (mV)
    ica (mA/cm2)
    mInf (1)
    mRate (/ms)
    hInf (1)
    hRate (/ms)
}

STATE { m h }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ica = gbar * m * m * h * (v - eca)
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

PROCEDURE rates(v (mV)) { LOCAL opening, sum
    UNITSOFF
    opening = 0.055 * linoid(-27 - v, 3.8)
    sum = opening + 0.94 * exp(-(v + 75) / 17)
    mInf = opening / sum
    mRate = sum
    opening = 0.000457 * exp(-(v + 13) / 50)
    sum = opening + 0.0065 / (1 + exp(-(v + 15) / 28))
    hInf = opening / sum
    hRate = sum
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
