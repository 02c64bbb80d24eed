import { startDemo } from './startDemo';
import { clusterSuite } from './suite';

clusterSuite(startDemo, false);
