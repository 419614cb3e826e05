// SPDX-License-Identifier: GPL-3.0-or-later
// Two windows over the same engine, one in English and one in German: what reads the same in both
// is a name, or was forgotten.
#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSet>

#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/ui/language.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/numbers.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestTranslation : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aGermanWindowSpeaksGerman();
    void germanPluralsAndNumbersAreGerman();
    void cleanupTestCase();

private:
    [[nodiscard]] QSet<QString> textsOfAWindow();

    std::unique_ptr<engine::GatewayCore> m_gateway;
};

namespace {

/// What is the same word in both languages, and what comes from the engine.
bool isName(const QString& text) {
    static const QRegularExpression names(QStringLiteral(
        "^(TelemetryHub|demo|sine|noise|steps|counter|CSV.*|JSON Lines|NMEA 0183|VE\\.Direct|DSMR|"
        "Modbus.*|SLIP|COBS|Teleplot|Trigger|Format|Filter|Text|Hex|XY|UTC|REST|Name|Start|"
        "Details|Position|Port|Status|simulated.*|Normal|Auto|Form|DSMR P1|\\d+.(ms|s|min|h).*|"
        // Parts of docks and tabs, whose words Qt brings.
        "Close|Float|Scroll Left|Scroll Right)$"));
    static const QRegularExpression word(QStringLiteral("\\p{L}{3,}"));
    return !text.contains(word) || names.match(text).hasMatch();
}

void add(QSet<QString>& texts, QString text) {
    text.remove(QLatin1Char('&'));
    if (!isName(text)) texts << text;
}

}  // namespace

void TestTranslation::initTestCase() {
    m_gateway = std::move(engine::GatewayCore::create({}).value());
    const auto device = m_gateway->addDevice([] {
        engine::DeviceSettings settings;
        settings.id = "demo";
        return settings;
    }());
    QVERIFY(device);
    m_gateway->command(device.value(), engine::DeviceCommand::Start);
    QTRY_VERIFY(m_gateway->snapshot()->total().samplesProcessed > 20);
}

QSet<QString> TestTranslation::textsOfAWindow() {
    QSet<QString> texts;
    MainWindow window(*m_gateway);
    window.show();
    window.refresh();
    for (const auto* menu : window.findChildren<QMenu*>()) {
        add(texts, menu->title());
        for (const auto* action : menu->actions()) {
            add(texts, action->text());
            add(texts, action->toolTip());
        }
    }
    for (const auto* widget : window.findChildren<QWidget*>()) {
        add(texts, widget->accessibleName());
        add(texts, widget->toolTip());
        add(texts, widget->windowTitle());
        if (const auto* label = qobject_cast<const QLabel*>(widget)) add(texts, label->text());
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            add(texts, button->text());
        if (const auto* field = qobject_cast<const QLineEdit*>(widget))
            add(texts, field->placeholderText());
    }
    return texts;
}

void TestTranslation::aGermanWindowSpeaksGerman() {
    speakLanguage(QStringLiteral("en"));
    const QSet<QString> english = textsOfAWindow();
    speakLanguage(QStringLiteral("de"));
    const QSet<QString> german = textsOfAWindow();

    QStringList same = (english & german).values();
    same.sort();

    QVERIFY(german.size() > 200);
    QVERIFY2(same.isEmpty(), qPrintable(same.join(QLatin1Char('\n'))));
}

void TestTranslation::germanPluralsAndNumbersAreGerman() {
    speakLanguage(QStringLiteral("de"));

    QCOMPARE(QCoreApplication::translate("telemetryhub::ui::AlarmNotifier", "%n critical event(s)",
                                         nullptr, 1),
             QStringLiteral("1 kritisches Ereignis"));
    QCOMPARE(valueText(12.5, 2), QStringLiteral("12,50"));
}

// Other tests of the program run in a process of their own; the locale is left as it was all the
// same.
void TestTranslation::cleanupTestCase() {
    QLocale::setDefault(QLocale::c());
    m_gateway.reset();
}

QTEST_MAIN(TestTranslation)
#include "test_translation.moc"
