/** Who sells, as the foot of each page shows it. `isExample`: something of it is made up, and the page says so. */
export type Business = {
  name: string;
  representative: string;
  address: string;
  phone: string;
  email: string;
  registrationNumber: string;
  mailOrderNumber: string;
  hosting: string;
  isExample: boolean;
};
