/** What `pulumi new typescript` writes into tsconfig.json: old, strict, and without `skipLibCheck`. */
export const compilerOptionsOfPulumi = {
  strict: true,
  outDir: "bin",
  target: "es2020",
  module: "commonjs",
  moduleResolution: "node",
  sourceMap: true,
  experimentalDecorators: true,
  pretty: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};
