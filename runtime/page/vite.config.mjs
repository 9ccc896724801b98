import { defineConfig } from 'vite';

// The server hands out one file and the page asks for nothing else, so script and style are put into it. An end tag inside the script would
// end it early; "<\/script" means the same to JavaScript.
const oneFile = {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
        const page = bundle['index.html'];
        for (const [name, part] of Object.entries(bundle)) {
            if (part.type === 'chunk') {
                const code = part.code.replaceAll('</script', '<\\/script');
                page.source = page.source
                    .replace(/<script type="module"[^>]*><\/script>/, '')
                    .replace('</body>', () => `<script type="module">${code}</script>\n</body>`);
                delete bundle[name];
            } else if (name.endsWith('.css')) {
                page.source = page.source.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${part.source}</style>`);
                delete bundle[name];
            }
        }
    },
};

export default defineConfig({
    plugins: [oneFile],
    build: {
        target: 'es2021',
        outDir: '../../artifacts/page',
        emptyOutDir: false,
        modulePreload: false,
        reportCompressedSize: false,
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    },
});
