/* Evaluation and the messages of a run. Private to template/. */
#ifndef TEMPLATE_RUN_H
#define TEMPLATE_RUN_H

#include "template/template.h"

/* The value of an expression, in `room` or where it was found; null after
   reporting. */
const struct value *eval(const struct template_host *h, const struct expr *e,
    const struct scope *s, struct value *room);
/* Reports that an expression is nil where a value is needed. */
void report_nil(const struct template_host *h, const struct expr *e);
/* Reports that an expression's value cannot be printed. */
void report_unprintable(const struct template_host *h, const struct expr *e,
    const struct value *v);

#endif
