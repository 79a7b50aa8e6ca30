/// A coordinate as SVG takes it: a decimal number with at most one digit behind the point.
func coordinate(_ value: Double) -> String {
  // Layouts stay far below this; a number that is none would make the whole drawing invalid.
  guard value.isFinite, value.magnitude < 1e12 else { return "0" }
  // Cut off behind the half, not rounded by libm: programs that link nothing but this room lack that.
  let tenths = Int64(value * 10 + (value < 0 ? -0.5 : 0.5))
  let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
  return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
}
