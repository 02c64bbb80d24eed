export { printYaml } from './print';
