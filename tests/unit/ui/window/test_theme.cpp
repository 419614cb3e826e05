// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QTest>
#include <QToolTip>

#include "theme/state_shape.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void eachKindPutsItsTokensIntoTheApplicationPalette_data();
    void eachKindPutsItsTokensIntoTheApplicationPalette();
    void disabledTextLooksDisabled();
    void toolTipsAndPlaceholdersFollowTheTheme();
    void anIconIsDrawnInTheTextColour();
    void aDisabledIconIsFaint();
    void theThirteenthChannelRepeatsTheRowDashed();
    void smallTextIsNeverUnderEightPoints();
    void everyStateHasAShapeOfItsOwn();
    void changedIsToldAfterThePaletteIsSet();
};

void TestTheme::eachKindPutsItsTokensIntoTheApplicationPalette_data() {
    QTest::addColumn<ThemeKind>("kind");
    QTest::addColumn<QColor>("window");
    QTest::addColumn<QColor>("text");
    QTest::newRow("dark") << ThemeKind::Dark << QColor(0x21, 0x24, 0x29)
                          << QColor(0xE4, 0xE7, 0xEB);
    QTest::newRow("light") << ThemeKind::Light << QColor(0xF6, 0xF7, 0xF9)
                           << QColor(0x1B, 0x1F, 0x24);
    QTest::newRow("contrast") << ThemeKind::Contrast << QColor(0, 0, 0) << QColor(255, 255, 255);
}

void TestTheme::eachKindPutsItsTokensIntoTheApplicationPalette() {
    QFETCH(ThemeKind, kind);
    QFETCH(QColor, window);
    QFETCH(QColor, text);
    Theme theme(ThemeKind::Dark);

    theme.setKind(kind);

    QCOMPARE(theme.kind(), kind);
    QCOMPARE(QApplication::palette().color(QPalette::Window), window);
    QCOMPARE(QApplication::palette().color(QPalette::WindowText), text);
    QCOMPARE(QApplication::palette().color(QPalette::Highlight), theme.colors().selection);
}

void TestTheme::disabledTextLooksDisabled() {
    Theme theme(ThemeKind::Dark);

    theme.setKind(ThemeKind::Dark);

    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        QCOMPARE(QApplication::palette().color(QPalette::Disabled, role), theme.colors().faint);
}

void TestTheme::toolTipsAndPlaceholdersFollowTheTheme() {
    Theme theme(ThemeKind::Dark);

    theme.setKind(ThemeKind::Dark);

    QCOMPARE(QToolTip::palette().color(QPalette::ToolTipBase), theme.colors().raised);
    QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), theme.colors().muted);
}

void TestTheme::anIconIsDrawnInTheTextColour() {
    Theme theme(ThemeKind::Dark);
    theme.setKind(ThemeKind::Light);

    const QImage image = theme.icon(QStringLiteral("stop")).pixmap(QSize(64, 64)).toImage();

    // The left edge of the square, well inside its stroke.
    QCOMPARE(image.pixelColor(image.width() / 4, image.height() / 2), theme.colors().text);
}

void TestTheme::aDisabledIconIsFaint() {
    Theme theme(ThemeKind::Dark);
    theme.setKind(ThemeKind::Dark);

    const QImage image =
        theme.icon(QStringLiteral("stop")).pixmap(QSize(64, 64), QIcon::Disabled).toImage();

    QCOMPARE(image.pixelColor(image.width() / 4, image.height() / 2), theme.colors().faint);
}

void TestTheme::theThirteenthChannelRepeatsTheRowDashed() {
    const Theme theme(ThemeKind::Dark);

    QCOMPARE(theme.channelColor(12), theme.channelColor(0));
    QCOMPARE(theme.channelPen(0).style(), Qt::SolidLine);
    QCOMPARE(theme.channelPen(12).style(), Qt::CustomDashLine);
    QVERIFY(theme.channelPen(24).dashPattern() != theme.channelPen(12).dashPattern());
}

void TestTheme::smallTextIsNeverUnderEightPoints() {
    const QFont before = QApplication::font();
    QFont small = before;
    small.setPointSizeF(8);
    QApplication::setFont(small);

    const Theme theme(ThemeKind::Dark);

    QCOMPARE(theme.tinyFont().pointSizeF(), 8.0);
    QCOMPARE(theme.valueFont().pointSizeF(), 12.0);
    QApplication::setFont(before);
}

void TestTheme::everyStateHasAShapeOfItsOwn() {
    // One colour for all: only the shape may tell them apart.
    ThemeColors grey = themeColors(ThemeKind::Dark);
    grey.idle = grey.measuring = grey.error = grey.safe = grey.safeFill = Qt::gray;
    QList<QImage> shapes;

    for (const auto state : {engine::DeviceState::Idle, engine::DeviceState::Measuring,
                             engine::DeviceState::Error, engine::DeviceState::SafeState})
        shapes.append(stateShapePixmap(state, 16, 1, grey).toImage());

    for (int i = 0; i < shapes.size(); ++i) {
        for (int j = i + 1; j < shapes.size(); ++j)
            QVERIFY(shapes[i] != shapes[j]);
    }
}

void TestTheme::changedIsToldAfterThePaletteIsSet() {
    Theme theme(ThemeKind::Dark);
    theme.setKind(ThemeKind::Dark);
    QColor seen;
    connect(&theme, &Theme::changed, this,
            [&seen] { seen = QApplication::palette().color(QPalette::Window); });

    theme.setKind(ThemeKind::Light);

    QCOMPARE(seen, theme.colors().surface);
}

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
