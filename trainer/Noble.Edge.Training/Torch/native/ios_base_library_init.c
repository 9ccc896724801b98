/* GCC 13's <iostream> calls this to initialise the standard streams. An older libstdc++ initialises them by
   itself when it is loaded, so that there is nothing left to do. See ../TorchNative.cs. */
void _ZSt21ios_base_library_initv(void);

void _ZSt21ios_base_library_initv(void) { }
