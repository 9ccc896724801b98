#ifndef BOARD_H
#define BOARD_H

#include "noble_device.h"

extern noble_device board_device;

#endif
