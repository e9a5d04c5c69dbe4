#ifndef CAIRN_CLI_SAID_VARY_H
#define CAIRN_CLI_SAID_VARY_H

/*
 * What varies or is uncertain, as a command line says it, becomes elements of a scenario:
 *
 *     XPATH=FROM:TO[:POINTS[:log]]     <vary select="XPATH" from="FROM" to="TO" .../>
 *     XPATH=V1,V2,...                  <vary select="XPATH" values="V1 V2 ..."/>
 *     XPATH*=...                       the same with as="multiplier"
 *
 *     XPATH=normal(MEAN,CV)            <uncertain select="XPATH" distribution="normal" mean="MEAN"
 *                                      cv="CV"/>; lognormal, gamma and uniform likewise
 *     XPATH=normal(P5..P95)            by quantiles; lognormal likewise
 *     XPATH=uniform(LOW..HIGH)         between two values
 *     XPATH=triangular(LOW,MODE,HIGH)
 *     XPATH=empirical(V1,V2,...)
 *
 * The last "=" divides. A bare number has the unit of the last value: 20:900 gCO2e/kWh. What the
 * words mean is not looked at: the loader does that, as for a file.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Each appends the element; false with a message (no newline) in `error`. */
bool cairn_said_vary(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error);
bool cairn_said_uncertain(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error);

#endif
