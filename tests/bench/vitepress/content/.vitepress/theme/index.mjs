// A brand's values are global, so that articles can name them.
import brand from "../../../brands/b000.json";
import Layout from "./Layout.vue";

export default {
  Layout,
  enhanceApp({ app }) {
    Object.assign(app.config.globalProperties, brand, { facts: brand });
  },
};
