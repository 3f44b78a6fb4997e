/** Where a tab notes when it last loaded itself again. */
export const RELOADED_KEY = "msa-reloaded-at";
export const ONCE_IN_MS = 60_000;

/**
 * The script for the head of each page. When a script or style sheet of the page itself is missing, nothing of React runs
 * yet: the page loads itself again a second later, once a minute at most. Later nothing is reloaded unasked.
 */
export const reloadScript = `addEventListener("error",function(e){var f=e.target&&(e.target.src||e.target.href);
if(document.readyState==="complete"||typeof f!=="string"||f.indexOf("/_next/static/")<0)return;
try{if(Date.now()-Number(sessionStorage.getItem("${RELOADED_KEY}"))<${ONCE_IN_MS})return;sessionStorage.setItem("${RELOADED_KEY}",Date.now())}catch(x){return}
setTimeout(function(){location.reload()},1000)},true)`;
