// Every look at the clock takes a second: a small run is a long one.
let now = Date.now();
Date.now = () => {
  now += 1_000;
  return now;
};
