// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QHash>
#include <QImage>
#include <QLabel>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

/// What a widget is called in a failure: the names from the window down to it.
QString pathOf(const QWidget* widget) {
    QStringList names;
    for (; widget; widget = widget->parentWidget())
        names.prepend(widget->objectName().isEmpty()
                          ? QString::fromLatin1(widget->metaObject()->className())
                          : widget->objectName());
    return names.join(QLatin1Char('/'));
}

QSet<QRgb> colorsOf(const QPalette& palette) {
    QSet<QRgb> colors;
    for (int role = 0; role < QPalette::NColorRoles; ++role)
        colors.insert(palette.color(QPalette::Active, QPalette::ColorRole(role)).rgba());
    return colors;
}

/// Each colour of the theme `old` that a widget below `root` still has and that `shown` lacks.
QStringList leftColors(const QWidget& root, const QPalette& old, const QPalette& shown) {
    const QSet<QRgb> stale = colorsOf(old) - colorsOf(shown);
    QStringList left;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        for (const auto role :
             {widget->backgroundRole(), widget->foregroundRole(), QPalette::Text,
              QPalette::ButtonText, QPalette::Highlight, QPalette::PlaceholderText}) {
            const QColor color = widget->palette().color(QPalette::Active, role);
            if (stale.contains(color.rgba()))
                left.append(QStringLiteral("%1 role %2 %3")
                                .arg(pathOf(widget), QString::number(role), color.name()));
        }
    }
    return left;
}

/// The colour that most of a widget is painted in.
QColor groundOf(QWidget& widget) {
    const QImage image = widget.grab().toImage();
    QHash<QRgb, int> counts;
    QRgb ground = 0;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2)
            if (++counts[image.pixel(x, y)] > counts.value(ground)) ground = image.pixel(x, y);
    return QColor(ground);
}

}  // namespace

/// The theme changes while the window stands.
class TestThemeChange : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void noWidgetKeepsAColourOfTheOldTheme_data();
    void noWidgetKeepsAColourOfTheOldTheme();
    void everyListStandsOnTheGroundOfItsTheme_data();
    void everyListStandsOnTheGroundOfItsTheme();
    void aWidgetWithOneColourOfItsOwnFollowsInAllOthers();

private:
    void open(const QString& theme);
    void choose(const QString& theme);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<MainWindow> m_window;
};

void TestThemeChange::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("window.ini")),
                                             QSettings::IniFormat);
}

void TestThemeChange::cleanup() {
    m_window.reset();
    m_gateway.reset();
}

void TestThemeChange::open(const QString& theme) {
    m_settings->setValue(QStringLiteral("window/theme"), theme);
    m_gateway->mark("valve opened");
    m_window = std::make_unique<MainWindow>(*m_gateway, MainWindowOptions{m_settings.get()});
    m_window->resize(1400, 900);
    m_window->show();
    for (auto* dock : m_window->findChildren<QDockWidget*>())
        dock->show();
    m_window->refresh();
}

void TestThemeChange::choose(const QString& theme) {
    auto* action = m_window->findChild<QAction*>(QStringLiteral("theme.") + theme);
    QVERIFY2(action, qPrintable(theme));
    action->trigger();
}

void TestThemeChange::noWidgetKeepsAColourOfTheOldTheme_data() {
    QTest::addColumn<QStringList>("themes");
    const QString dark = QStringLiteral("dark");
    const QString light = QStringLiteral("light");
    const QString contrast = QStringLiteral("contrast");
    QTest::newRow("dark to light") << QStringList{dark, light};
    QTest::newRow("light to dark") << QStringList{light, dark};
    QTest::newRow("there and back") << QStringList{light, dark, light};
    QTest::newRow("to contrast") << QStringList{light, contrast};
    QTest::newRow("from contrast") << QStringList{contrast, light};
}

void TestThemeChange::noWidgetKeepsAColourOfTheOldTheme() {
    QFETCH(QStringList, themes);
    open(themes.takeFirst());

    QPalette old;
    for (const QString& theme : themes) {
        old = QApplication::palette();
        choose(theme);
    }

    const QStringList left = leftColors(*m_window, old, QApplication::palette());
    QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char('\n'))));
}

void TestThemeChange::everyListStandsOnTheGroundOfItsTheme_data() {
    noWidgetKeepsAColourOfTheOldTheme_data();
}

void TestThemeChange::everyListStandsOnTheGroundOfItsTheme() {
    QFETCH(QStringList, themes);
    open(themes.takeFirst());

    for (const QString& theme : themes)
        choose(theme);

    const QColor surface = QApplication::palette().color(QPalette::Window);
    const QColor sunken = QApplication::palette().color(QPalette::Base);
    int seen = 0;
    for (auto* view : m_window->findChildren<QAbstractItemView*>()) {
        if (!view->viewport()->isVisible() || view->viewport()->size().isEmpty()) continue;
        const QColor ground = groundOf(*view->viewport());
        QVERIFY2(ground == surface || ground == sunken,
                 qPrintable(pathOf(view) + QLatin1Char(' ') + ground.name()));
        ++seen;
    }
    QVERIFY(seen >= 3);
}

void TestThemeChange::aWidgetWithOneColourOfItsOwnFollowsInAllOthers() {
    open(QStringLiteral("dark"));
    auto* label = new QLabel(m_window.get());
    setOwnBrush(*label, QPalette::Window, QColor(1, 2, 3));

    choose(QStringLiteral("light"));

    QCOMPARE(label->palette().color(QPalette::Window), QColor(1, 2, 3));
    QCOMPARE(label->palette().color(QPalette::WindowText), themeColors(ThemeKind::Light).text);
}

QTEST_MAIN(TestThemeChange)
#include "test_theme_change.moc"
