import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const options = {
  mode: 'production',
  // The engine in JavaScript is large, and loaded only where WebAssembly may not be.
  performance: { hints: false },
  context: fileURLToPath(new URL('.', import.meta.url)),
  entry: './src/main.js',
  output: { path: fileURLToPath(new URL('dist', import.meta.url)), publicPath: '/' },
};
webpack(options, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString());
  process.exitCode = stats.hasErrors() || stats.hasWarnings() ? 1 : 0;
});
