// The 16 lines, which are the AER bus's data as well, and the bus's request and acknowledge.
#ifndef LINES_H
#define LINES_H

// Low, and driven from here on.
void lines_start(void);

// What the lines and the request are now is what they are to be when nothing else can be relied on.
void lines_keep_as_safe(void);
void lines_restore_safe(void);

#endif
