/**
 * Lookups, streams and the page by HTTP: who may ask, which instance answers, and how an answer
 * looks. Handlers run on the server's threads and block on nothing but the store; answers of other
 * instances and streams are asynchronous.
 */
package io.playhead.view.http;
