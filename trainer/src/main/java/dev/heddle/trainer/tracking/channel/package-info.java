/**
 * Carries the events of a run from the process of rank 0 to the driver: lines over one TCP
 * connection, to a server on the driver's host that knows its clients by a random token.
 */
package dev.heddle.trainer.tracking.channel;
