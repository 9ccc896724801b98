// The other side of a simulated board's AER bus.
#ifndef PARTNER_H
#define PARTNER_H

typedef enum { PARTNER_FOLLOWS, PARTNER_INVERTS, PARTNER_DEAD } partner_mode;

void partner_set(partner_mode mode);

#endif
