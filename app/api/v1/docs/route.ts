/** The pages of the API's document, drawn by Redoc. Their content policy is that of security-headers.ts. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MSA Air API</title>
<link rel="icon" href="/icon.svg">
<style>body{margin:0}noscript{display:block;padding:2rem;font-family:sans-serif}</style>
</head>
<body>
<noscript>These pages need JavaScript. The document itself is <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</noscript>
<redoc spec-url="/api/v1/openapi.json" disable-search hide-download-button></redoc>
<script src="/api/v1/docs/redoc.js"></script>
</body>
</html>
`;

export const GET = (): Response =>
  new Response(PAGE, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=300" },
  });
