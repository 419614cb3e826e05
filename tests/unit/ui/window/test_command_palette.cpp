// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QApplication>
#include <QLineEdit>
#include <QVBoxLayout>

#include "support/patient_qtest.h"
#include "theme/theme.h"
#include "window/command_palette.h"

using namespace telemetryhub::ui;

class TestCommandPalette : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyWordHasToBeFound_data();
    void everyWordHasToBeFound();
    void aBeginningIsBetterThanAMiddle();
    void enterCarriesOutTheChosenAndGivesTheFocusBack();
    void arrowsChooseAnother();
    void escapeLeavesEverythingAsItWas();
    void whatIsNowhereIsSaid();

private:
    void openPalette();
    [[nodiscard]] QLineEdit& field() { return *m_palette->findChild<QLineEdit*>(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    QLineEdit* m_before = nullptr;
    CommandPalette* m_palette = nullptr;
    QString m_done;
};

void TestCommandPalette::init() {
    m_window.reset();
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_before = new QLineEdit(m_window.get());
    m_palette = new CommandPalette(*m_theme, m_window.get());
    m_done.clear();
    const auto entry = [this](const char* text, const char* detail) {
        const QString name = QLatin1String(text);
        return PaletteEntry{name, QLatin1String(detail), {}, {}, [this, name] { m_done = name; }};
    };
    m_palette->addSource([entry] {
        return std::vector{entry("Stop all", "Device"), entry("Open session", "File"),
                           entry("All rows", "View"), entry("voltage", "channel of Battery")};
    });
}

void TestCommandPalette::openPalette() {
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_before->setFocus();
    m_palette->open();
}

void TestCommandPalette::everyWordHasToBeFound_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing") << QString()
                             << QStringList{QStringLiteral("Stop all"),
                                            QStringLiteral("Open session"),
                                            QStringLiteral("All rows"), QStringLiteral("voltage")};
    QTest::newRow("one word") << QStringLiteral("session")
                              << QStringList{QStringLiteral("Open session")};
    QTest::newRow("any case") << QStringLiteral("VOLT") << QStringList{QStringLiteral("voltage")};
    QTest::newRow("of the detail")
        << QStringLiteral("battery") << QStringList{QStringLiteral("voltage")};
    QTest::newRow("both") << QStringLiteral("stop device")
                          << QStringList{QStringLiteral("Stop all")};
    QTest::newRow("one is missing") << QStringLiteral("stop file") << QStringList{};
}

void TestCommandPalette::everyWordHasToBeFound() {
    QFETCH(QString, typed);
    QFETCH(QStringList, found);
    openPalette();

    field().setText(typed);

    QCOMPARE(m_palette->shownTexts(), found);
}

void TestCommandPalette::aBeginningIsBetterThanAMiddle() {
    openPalette();

    field().setText(QStringLiteral("all"));

    QCOMPARE(m_palette->shownTexts(),
             (QStringList{QStringLiteral("All rows"), QStringLiteral("Stop all")}));
}

void TestCommandPalette::enterCarriesOutTheChosenAndGivesTheFocusBack() {
    openPalette();

    QTest::keyClicks(&field(), QStringLiteral("open"));
    QTest::keyClick(&field(), Qt::Key_Return);

    QCOMPARE(m_done, QStringLiteral("Open session"));
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_before);
}

void TestCommandPalette::arrowsChooseAnother() {
    openPalette();

    QTest::keyClick(&field(), Qt::Key_Down);
    QTest::keyClick(&field(), Qt::Key_Down);
    QTest::keyClick(&field(), Qt::Key_Up);
    QTest::keyClick(&field(), Qt::Key_Return);

    QCOMPARE(m_done, QStringLiteral("Open session"));
}

void TestCommandPalette::escapeLeavesEverythingAsItWas() {
    openPalette();

    QTest::keyClick(&field(), Qt::Key_Escape);

    QVERIFY(m_done.isEmpty());
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_before);
}

void TestCommandPalette::whatIsNowhereIsSaid() {
    openPalette();

    QTest::keyClicks(&field(), QStringLiteral("zebra"));
    QTest::keyClick(&field(), Qt::Key_Return);

    QVERIFY(m_palette->shownTexts().isEmpty());
    QVERIFY(m_done.isEmpty());
    QVERIFY(m_palette->isVisible());
}

QTEST_MAIN(TestCommandPalette)
#include "test_command_palette.moc"
