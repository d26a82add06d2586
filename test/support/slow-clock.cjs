// Every look at the clock takes a tenth of a second: a small run is a long one.
let now = Date.now();
Date.now = () => {
  now += 100;
  return now;
};
