/** Conversations: how a model's own template writes them, and which tokens are the answers. */
package dev.heddle.data.chat;
