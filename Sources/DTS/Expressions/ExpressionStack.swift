/// Evaluates an integer expression token by token, with stacks of its own instead of recursion, so that no
/// nesting in a text can use up ours.
struct ExpressionStack {
  /// Whose arithmetic is meant.
  enum Arithmetic {
    /// dtc's: everything is an unsigned 64-bit number, and every part is evaluated.
    case deviceTree
    /// The C preprocessor's: signed unless a part is unsigned; a part that is not taken may be at fault.
    case preprocessor
  }

  struct Value {
    var bits: UInt64
    var isUnsigned = false
    /// The token at which a division by zero stands, if one does in a part that counts.
    var fault: Int?
  }

  private let arithmetic: Arithmetic
  private var values: [Value] = []
  private var operators: [(operator: Operator, token: Int)] = []
  private(set) var depth = 0
  /// Whether a value must come next, rather than an operator.
  private(set) var needsValue = true

  init(_ arithmetic: Arithmetic) { self.arithmetic = arithmetic }

  mutating func push(_ value: Value) {
    values.append(value)
    needsValue = false
  }

  mutating func push(unary operation: Operator, token: Int) { operators.append((operation, token)) }

  mutating func openParenthesis() {
    operators.append((.parenthesis, 0))
    depth += 1
  }

  mutating func push(binary operation: Operator, token: Int) {
    reduce(from: operation.precedence)
    operators.append((operation, token))
    needsValue = true
  }

  mutating func question(token: Int) {
    reduce(from: Operator.question.precedence + 1)
    operators.append((.question, token))
    needsValue = true
  }

  /// Takes a `:`; false if it has no `?`.
  mutating func colon() -> Bool {
    reduce(from: Operator.question.precedence)
    guard let last = operators.last, last.operator == .question else { return false }
    operators[operators.count - 1].operator = .conditional
    needsValue = true
    return true
  }

  /// Takes a `,`: what stands before it counts for nothing.
  mutating func comma() {
    reduce(from: 1)
    values.removeLast()
    needsValue = true
  }

  /// Takes a `)`; false if it has no `(`, or a `?` within has no `:`.
  mutating func closeParenthesis() -> Bool {
    reduce(from: 1)
    guard let last = operators.last, last.operator == .parenthesis else { return false }
    operators.removeLast()
    depth -= 1
    return true
  }

  /// The value of everything taken in; nil if something is left open.
  mutating func finish() -> Value? {
    reduce(from: 1)
    return operators.isEmpty && values.count == 1 && !needsValue ? values[0] : nil
  }

  /// Carries out the operators on the stack that bind at least as strongly as `precedence`.
  private mutating func reduce(from precedence: Int) {
    while let last = operators.last, last.operator != .question, last.operator.precedence >= precedence {
      operators.removeLast()
      apply(last.operator, token: last.token)
    }
  }

  private mutating func apply(_ operation: Operator, token: Int) {
    guard let right = values.popLast() else { return }
    switch operation {
    case .minus, .plus, .complement, .not: values.append(unary(operation, right))
    case .conditional:
      guard let middle = values.popLast(), let condition = values.popLast() else { return }
      values.append(choose(condition, middle, right))
    default:
      guard let left = values.popLast() else { return }
      values.append(binary(operation, left, right, token: token))
    }
  }

  private func unary(_ operation: Operator, _ value: Value) -> Value {
    var value = value
    switch operation {
    case .minus: value.bits = 0 &- value.bits
    case .complement: value.bits = ~value.bits
    case .not:
      value.bits = value.bits == 0 ? 1 : 0
      value.isUnsigned = false
    default: break
    }
    return value
  }

  private func choose(_ condition: Value, _ yes: Value, _ no: Value) -> Value {
    let taken = condition.bits != 0 ? yes : no
    let fault =
      arithmetic == .deviceTree
      ? condition.fault ?? yes.fault ?? no.fault : condition.fault ?? taken.fault
    return Value(bits: taken.bits, isUnsigned: yes.isUnsigned || no.isUnsigned, fault: fault)
  }

  private func binary(_ operation: Operator, _ left: Value, _ right: Value, token: Int) -> Value {
    let isUnsigned = arithmetic == .deviceTree || left.isUnsigned || right.isUnsigned
    let a = left.bits
    let b = right.bits
    var fault = left.fault ?? right.fault
    var result = Value(bits: 0, isUnsigned: left.isUnsigned || right.isUnsigned)
    func truth(_ holds: Bool) {
      result.bits = holds ? 1 : 0
      result.isUnsigned = false
    }
    func isLess(_ a: UInt64, _ b: UInt64) -> Bool {
      isUnsigned ? a < b : Int64(bitPattern: a) < Int64(bitPattern: b)
    }
    switch operation {
    case .or:
      truth(a != 0 || b != 0)
      if arithmetic == .preprocessor { fault = left.fault ?? (a != 0 ? nil : right.fault) }
    case .and:
      truth(a != 0 && b != 0)
      if arithmetic == .preprocessor { fault = left.fault ?? (a == 0 ? nil : right.fault) }
    case .equal: truth(a == b)
    case .notEqual: truth(a != b)
    case .less: truth(isLess(a, b))
    case .greater: truth(isLess(b, a))
    case .lessOrEqual: truth(!isLess(b, a))
    case .greaterOrEqual: truth(!isLess(a, b))
    case .bitOr: result.bits = a | b
    case .bitXor: result.bits = a ^ b
    case .bitAnd: result.bits = a & b
    case .shiftLeft, .shiftRight:
      result.isUnsigned = left.isUnsigned
      result.bits = shift(a, by: b, left: operation == .shiftLeft, value: left, count: right)
    case .add: result.bits = a &+ b
    case .subtract: result.bits = a &- b
    case .multiply: result.bits = a &* b
    case .divide, .remainder:
      if b == 0 { fault = fault ?? token }
      result.bits = b == 0 ? 0 : divide(a, b, isUnsigned: isUnsigned, remainder: operation == .remainder)
    default: break
    }
    result.fault = fault
    return result
  }

  /// Shifts by 64 or more give 0, or the sign; the preprocessor's negative shifts go the other way.
  private func shift(_ bits: UInt64, by count: UInt64, left: Bool, value: Value, count source: Value)
    -> UInt64
  {
    var isLeft = left
    var count = count
    if arithmetic == .preprocessor, !source.isUnsigned, Int64(bitPattern: count) < 0 {
      isLeft.toggle()
      count = 0 &- count
    }
    if isLeft { return count < 64 ? bits << count : 0 }
    if arithmetic == .preprocessor, !value.isUnsigned {
      return UInt64(bitPattern: Int64(bitPattern: bits) >> Int64(min(count, 63)))
    }
    return count < 64 ? bits >> count : 0
  }

  private func divide(_ a: UInt64, _ b: UInt64, isUnsigned: Bool, remainder: Bool) -> UInt64 {
    if isUnsigned { return remainder ? a % b : a / b }
    let (x, y) = (Int64(bitPattern: a), Int64(bitPattern: b))
    let parts = remainder ? x.remainderReportingOverflow(dividingBy: y) : x.dividedReportingOverflow(by: y)
    return UInt64(bitPattern: parts.partialValue)
  }
}
