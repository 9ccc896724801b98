TITLE Low-voltage-activated calcium current, m2 h

COMMENT
Avery and Johnston 1996, J Neurosci 16:5567; Randall and Tsien 1997: the equations of Mechanisms/Calcium/CalciumLowVoltage.cs.
ENDCOMMENT

NEURON {
    SUFFIX Ca_LVA
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
    factor (1)
}

STATE { m h }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ica = gbar * m * m * h * (v - eca)
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
    u = v + 10
    mInf = 1 / (1 + exp(-(u + 30) / 6))
    mRate = factor / (5 + 20 / (1 + exp((u + 25) / 5)))
    hInf = 1 / (1 + exp((u + 80) / 6.4))
    hRate = factor / (20 + 50 / (1 + exp((u + 40) / 7)))
    UNITSON
}
