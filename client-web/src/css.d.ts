/** A style sheet that is loaded with the module that asks for it. */
declare module "*.css";
