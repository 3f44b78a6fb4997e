export { getDelivery, listDeliveries } from "./deliveries-view";
export { getEndpoint, listEndpoints } from "./endpoints-view";
