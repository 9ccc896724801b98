// Reads the vector files: lines of fields between single spaces, bytes in hexadecimal.
#ifndef VECTORS_H
#define VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "noble_check.h"

#define VECTOR_FIELDS_MAX 8
#define VECTOR_BYTES_MAX 8192

typedef struct {
    FILE *file;
    int fields;
    const char *field[VECTOR_FIELDS_MAX];
    char line[2 * VECTOR_BYTES_MAX + 1024];
} vectors;

// Folder of the files; set by main.
extern const char *vectors_folder;

void vectors_open(vectors *reader, const char *name);
// False at the end, where the file is closed. Comments and empty lines are passed over.
bool vectors_next(vectors *reader);

// A malformed vector ends the program: the files are ours.
size_t vector_bytes(const char *text, uint8_t bytes[VECTOR_BYTES_MAX]);
uint64_t vector_number(const char *text, int base);
noble_error vector_error(const char *name);
bool vector_is(const char *text, const char *word);

#endif
