/* The memory of one parse. cmark asks for thousands of small pieces and gives
   none back before the tree is copied; here each costs an addition, and all of
   them go at once. One parse at a time in a process. */
#ifndef ARTICLE_MEMORY_H
#define ARTICLE_MEMORY_H

#include <cmark-gfm.h>

/* For cmark_parser_new_with_mem; what it frees stays until memory_reset. */
cmark_mem *memory_of_parse(void);
/* Forgets the parser, the tree and all they hold. */
void memory_reset(void);

#endif
