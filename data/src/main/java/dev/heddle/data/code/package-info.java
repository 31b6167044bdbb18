/** Java sources as methods with what their documentation comments say. */
package dev.heddle.data.code;
