public import DwellTerminal

/// The whole screen: a pure function of the model.
public enum Screenful {
  /// Draws the model at its own size.
  public static func draw(_ model: Model) -> Canvas {
    var canvas = Canvas(width: model.width, height: model.height, symbols: model.symbols)
    if case .help = model.overlay {
      OverlayPage.draw(model, on: &canvas)
      return canvas
    }
    if case .turns(let place) = model.overlay {
      TurnsPage.draw(model, place: place, on: &canvas)
      return canvas
    }
    if case .tune = model.overlay {
      TunePage.draw(model, on: &canvas)
      return canvas
    }
    for slot in model.layout.slots {
      canvas.clipped(to: slot.rect) { canvas in
        switch slot.content {
        case .status: StatusLine.draw(model, in: slot.rect, on: &canvas)
        case .hints: HintLine.draw(model, in: slot.rect, on: &canvas)
        case .panel(let name): PanelCatalog.panel(name)?.draw(model, in: slot.rect, on: &canvas)
        case .axis: TimeAxis.draw(model, in: slot.rect, on: &canvas)
        case .numbers: NumberLines.draw(model, in: slot.rect, on: &canvas)
        }
      }
    }
    if MeasureLine.isShown(model), let hints = model.layout.slot(.hints) {
      // On the blank row above the hints where there is one, else in their place.
      var area = hints.rect
      if model.height >= 30 { area.y -= 1 }
      canvas.fill(area)
      MeasureLine.draw(model, in: area, on: &canvas)
    }
    if model.explaining == .open { ExplainOverlay.draw(model, on: &canvas) }
    if case .none = model.overlay, let hints = model.layout.slot(.hints) {
      HintLine.drawSentence(model, in: hints.rect, on: &canvas)
    }
    if case .words = model.overlay { OverlayPage.draw(model, on: &canvas) }
    if case .notices = model.overlay { OverlayPage.draw(model, on: &canvas) }
    if case .themes(let picker) = model.overlay { ThemePickerBox.draw(picker, model, on: &canvas) }
    if case .knobs(let list) = model.overlay { KnobListPage.draw(list, model, on: &canvas) }
    if case .line(let line) = model.overlay { CommandLinePage.draw(line, model, on: &canvas) }
    if case .prompt(let prompt) = model.overlay {
      if let list = prompt.list { KnobListPage.draw(list, model, on: &canvas) }
      PromptLine.draw(prompt, model, on: &canvas)
    }
    return canvas
  }
}
