import { apiServerMissing } from '../support/apiServer';
import { startReal } from './servers';
import { clusterSuite } from './suite';

clusterSuite(startReal, apiServerMissing() ?? false);
