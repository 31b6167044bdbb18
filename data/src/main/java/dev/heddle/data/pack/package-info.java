/** Documents of any length into packs of at most one length, with hardly a token left unused. */
package dev.heddle.data.pack;
