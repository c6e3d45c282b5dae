@main
struct Dwell {
  static func main() {}
}
