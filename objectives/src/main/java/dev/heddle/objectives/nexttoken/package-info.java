/** What objectives share that predict the next token. */
package dev.heddle.objectives.nexttoken;
