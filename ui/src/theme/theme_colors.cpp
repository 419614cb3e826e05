// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

/// Bright on dark; also the row of the contrast theme.
constexpr std::array<QRgb, 12> kDarkChart{0xFF0A7DF2, 0xFFCF7C21, 0xFF3FBD96, 0xFFB64387,
                                          0xFFFCDE3B, 0xFFA6E1FF, 0xFFCA240E, 0xFFB6A1FC,
                                          0xFFBDEBA0, 0xFF8E6C59, 0xFFFDC2CC, 0xFF9499A6};
constexpr std::array<QRgb, 12> kLightChart{0xFF146BE4, 0xFF8C5512, 0xFF0E685B, 0xFFD73981,
                                           0xFF9D9410, 0xFF509DB0, 0xFF7F1600, 0xFF49277F,
                                           0xFF5A884D, 0xFF654636, 0xFFD47679, 0xFF333843};

std::array<QColor, 12> chartColors(const std::array<QRgb, 12>& row) {
    std::array<QColor, 12> colors;
    for (std::size_t i = 0; i < row.size(); ++i)
        colors[i] = QColor(row[i]);
    return colors;
}

QColor rgb(QRgb value) {
    return QColor(value);
}

ThemeColors darkColors() {
    return {
        .background = rgb(0x1A1C20),
        .surface = rgb(0x212429),
        .raised = rgb(0x2B2F36),
        .sunken = rgb(0x15171A),
        .border = rgb(0x363B43),
        .strong = rgb(0x747D89),
        .text = rgb(0xE4E7EB),
        .muted = rgb(0xA3ABB6),
        .faint = rgb(0x7D8590),
        .accent = rgb(0x6AABF7),
        .selection = rgb(0x24466E),
        .selectionText = rgb(0xFFFFFF),
        .hover = rgb(0x292D34),
        .grid = rgb(0x25282D),
        .gridText = rgb(0xA3ABB6),
        .idle = rgb(0xA3ABB6),
        .measuring = rgb(0x46C37B),
        .error = rgb(0xF5A13A),
        .errorTint = rgb(0x2E271B),
        .safe = rgb(0xF06AB0),
        .safeFill = rgb(0xA81E6C),
        .safeTint = rgb(0x351D2B),
        .info = rgb(0x6AABF7),
        .warning = rgb(0xF2CC4D),
        .critical = rgb(0xFF7066),
        .recording = rgb(0xFF5A52),
        .chart = chartColors(kDarkChart),
    };
}

ThemeColors lightColors() {
    return {
        .background = rgb(0xE9EBEE),
        .surface = rgb(0xF6F7F9),
        .raised = rgb(0xFFFFFF),
        .sunken = rgb(0xFFFFFF),
        .border = rgb(0xCDD2D8),
        .strong = rgb(0x7A838E),
        .text = rgb(0x1B1F24),
        .muted = rgb(0x565F69),
        .faint = rgb(0x6B747E),
        .accent = rgb(0x1763BF),
        .selection = rgb(0xCFE1F7),
        .selectionText = rgb(0x10243B),
        .hover = rgb(0xECEFF3),
        .grid = rgb(0xEBEDF0),
        .gridText = rgb(0x565F69),
        .idle = rgb(0x626B76),
        .measuring = rgb(0x157A43),
        .error = rgb(0xA05200),
        .errorTint = rgb(0xFDF3E4),
        .safe = rgb(0xA81E6C),
        .safeFill = rgb(0xA81E6C),
        .safeTint = rgb(0xFBE6F1),
        .info = rgb(0x1763BF),
        .warning = rgb(0x806000),
        .critical = rgb(0xC4261D),
        .recording = rgb(0xC9211E),
        .chart = chartColors(kLightChart),
    };
}

ThemeColors contrastColors() {
    return {
        .background = rgb(0x000000),
        .surface = rgb(0x000000),
        .raised = rgb(0x14161A),
        .sunken = rgb(0x000000),
        .border = rgb(0x8A939E),
        .strong = rgb(0xFFFFFF),
        .text = rgb(0xFFFFFF),
        .muted = rgb(0xD5DAE0),
        .faint = rgb(0xA9B0B8),
        .accent = rgb(0x7CC4FF),
        .selection = rgb(0x003F8A),
        .selectionText = rgb(0xFFFFFF),
        .hover = rgb(0x1C1F24),
        .grid = rgb(0x3A3F47),
        .gridText = rgb(0xFFFFFF),
        .idle = rgb(0xFFFFFF),
        .measuring = rgb(0x4DEB8F),
        .error = rgb(0xFFB454),
        .errorTint = rgb(0x281A00),
        .safe = rgb(0xFF8CC8),
        .safeFill = rgb(0xA30064),
        .safeTint = rgb(0x38001F),
        .info = rgb(0x7CC4FF),
        .warning = rgb(0xFFE14D),
        .critical = rgb(0xFF9A94),
        .recording = rgb(0xFF857D),
        .chart = chartColors(kDarkChart),
    };
}

}  // namespace

ThemeColors themeColors(ThemeKind kind) {
    switch (kind) {
        case ThemeKind::Light: return lightColors();
        case ThemeKind::Contrast: return contrastColors();
        case ThemeKind::Dark: break;
    }
    return darkColors();
}

}  // namespace telemetryhub::ui
