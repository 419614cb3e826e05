// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QAbstractButton>
#include <QDir>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "session/export_dialog.h"
#include "session/export_form.h"
#include "session/session_page.h"
#include "session/session_window.h"
#include "session_files.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

class TestExportDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everythingIsWrittenWide();
    void theLongShapeHasARowAValue();
    void whatIsOnTheScreenIsWrittenAlone();
    void onlyWhatIsTickedIsWritten();
    void channelsAreThoseOfTheTickedDevices();
    void aFileIsReplacedOnlyWhenAsked();
    void cancelLeavesNoFile();
    void aPlaceThatIsNotThereSaysSo();
    void nothingTickedCannotBeExported();
    void theSessionWindowOffersItsSession();

private:
    [[nodiscard]] ExportOffer offer();
    static void run(ExportDialog& dialog);
    static QListWidgetItem* item(const ExportDialog& dialog, const QString& list, int row);
    [[nodiscard]] QString path(const char* name) const {
        return m_folder->filePath(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    QString m_session;
};

void TestExportDialog::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_session = path("run.thub");
    SessionFile session(m_session);
    session.addDevice(1, "boiler", 2, 300);
    session.addDevice(2, "pump", 3, 600);
    session.finish();
}

ExportOffer TestExportDialog::offer() {
    ExportOffer offer;
    offer.title = QStringLiteral("Export run.thub");
    offer.path = path("run.csv");
    const QString first = QStringLiteral("ch0");
    const QString second = QStringLiteral("ch1");
    offer.devices = {
        {engine::DeviceId{1}, QStringLiteral("boiler"), {first, second}},
        {engine::DeviceId{2}, QStringLiteral("pump"), {first, second, QStringLiteral("ch2")}}};
    offer.start = kSessionStart;
    offer.whole = {kSessionStart.steadyNs, kSessionStart.steadyNs + 599 * kStepNs};
    offer.visible = {kSessionStart.steadyNs + 100 * kStepNs,
                     kSessionStart.steadyNs + 109 * kStepNs};
    offer.write = [file = m_session.toStdString()](
                      const engine::SessionExport& what,
                      engine::CsvTarget& target) -> engine::Result<ExportOutcome> {
        auto reader = engine::SessionReader::open(file);
        if (!reader) return reader.error();
        const auto written = engine::exportSession(*reader.value(), target, what);
        if (!written) return written.error();
        return ExportOutcome{written.value(), {}};
    };
    return offer;
}

void TestExportDialog::run(ExportDialog& dialog) {
    QSignalSpy finished(&dialog, &ExportDialog::finished);
    dialog.begin();
    QTRY_COMPARE(finished.count(), 1);
}

QListWidgetItem* TestExportDialog::item(const ExportDialog& dialog, const QString& list, int row) {
    return part<QListWidget>(dialog, list)->item(row);
}

void TestExportDialog::everythingIsWrittenWide() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    dialog.show();

    run(dialog);

    QVERIFY2(plain(dialog.message()).startsWith(QStringLiteral("900 samples were written to ")),
             qPrintable(dialog.message()));
    const QStringList lines = linesOf(path("run.csv"));
    QCOMPARE(lines.size(), 901);
    QVERIFY(lines.front().startsWith(QStringLiteral("time_utc,elapsed_s,device,seq,")));
    QVERIFY(
        part<QAbstractButton>(dialog, QStringLiteral("Show the folder of the file"))->isVisible());
}

void TestExportDialog::theLongShapeHasARowAValue() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    part<QRadioButton>(dialog, QStringLiteral("Long: a row a value, with the name of its channel"))
        ->setChecked(true);

    run(dialog);

    QCOMPARE(linesOf(path("run.csv")).size(), 1 + 300 * 2 + 600 * 3);
}

void TestExportDialog::whatIsOnTheScreenIsWrittenAlone() {
    ExportOffer asked = offer();
    asked.prefersVisible = true;
    ExportDialog dialog(asked, *m_theme, nullptr);

    run(dialog);

    QCOMPARE(linesOf(path("run.csv")).size(), 1 + 2 * 10);
}

void TestExportDialog::onlyWhatIsTickedIsWritten() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    item(dialog, QStringLiteral("Devices"), 0)->setCheckState(Qt::Unchecked);
    item(dialog, QStringLiteral("Channels"), 1)->setCheckState(Qt::Unchecked);

    run(dialog);

    const QStringList lines = linesOf(path("run.csv"));
    QCOMPARE(lines.front(), QStringLiteral("time_utc,elapsed_s,seq,ch0,ch2"));
    QCOMPARE(lines.size(), 601);
}

void TestExportDialog::channelsAreThoseOfTheTickedDevices() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    const auto* channels = part<QListWidget>(dialog, QStringLiteral("Channels"));
    QCOMPARE(channels->count(), 3);
    item(dialog, QStringLiteral("Channels"), 0)->setCheckState(Qt::Unchecked);

    item(dialog, QStringLiteral("Devices"), 1)->setCheckState(Qt::Unchecked);

    QCOMPARE(channels->count(), 2);
    QCOMPARE(channels->item(0)->checkState(), Qt::Unchecked);
}

void TestExportDialog::aFileIsReplacedOnlyWhenAsked() {
    QFile earlier(path("run.csv"));
    QVERIFY(earlier.open(QIODevice::WriteOnly));
    earlier.write("earlier\n");
    earlier.close();
    ExportDialog dialog(offer(), *m_theme, nullptr);
    dialog.show();

    dialog.begin();
    QVERIFY(!dialog.isRunning());
    QVERIFY(dialog.message().contains(QStringLiteral("is there already")));
    QVERIFY(part<QAbstractButton>(dialog, QStringLiteral("Replace it")));
    QCOMPARE(linesOf(path("run.csv")), QStringList{QStringLiteral("earlier")});
    run(dialog);

    QCOMPARE(linesOf(path("run.csv")).size(), 901);
    QCOMPARE(linesOf(path("run.csv~")), QStringList{QStringLiteral("earlier")});
}

void TestExportDialog::cancelLeavesNoFile() {
    ExportOffer slow = offer();
    slow.write = [](const engine::SessionExport& what,
                    engine::CsvTarget& target) -> engine::Result<ExportOutcome> {
        (void)target.writeHeader("a\n");
        while (what.progress(0.5))
            std::this_thread::yield();
        return engine::Error{engine::ErrorCode::Stopping, "The export was cancelled."};
    };
    ExportDialog dialog(slow, *m_theme, nullptr);
    dialog.show();
    QSignalSpy finished(&dialog, &ExportDialog::finished);

    dialog.begin();
    part<QAbstractButton>(dialog, QStringLiteral("Cancel"))->click();

    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(dialog.message(), QStringLiteral("The export was cancelled."));
    QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("*.csv*")}), QStringList());
}

void TestExportDialog::aPlaceThatIsNotThereSaysSo() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    dialog.form().setPath(path("no/such/run.csv"));

    run(dialog);

    QVERIFY2(dialog.message().contains(QStringLiteral("no/such")), qPrintable(dialog.message()));
}

void TestExportDialog::nothingTickedCannotBeExported() {
    ExportDialog dialog(offer(), *m_theme, nullptr);
    auto* button = part<QAbstractButton>(dialog, QStringLiteral("Export"));
    QVERIFY(button->isEnabled());

    item(dialog, QStringLiteral("Devices"), 0)->setCheckState(Qt::Unchecked);
    item(dialog, QStringLiteral("Devices"), 1)->setCheckState(Qt::Unchecked);

    QVERIFY(!button->isEnabled());
    dialog.begin();
    QVERIFY(!dialog.isRunning());
}

void TestExportDialog::theSessionWindowOffersItsSession() {
    SessionWindow window(m_session, *m_theme, nullptr);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    QTRY_VERIFY(window.page());

    window.exportCsv.trigger();
    auto* dialog = window.findChild<ExportDialog*>();
    QVERIFY(dialog);
    QCOMPARE(dialog->form().path(), path("run.csv"));
    run(*dialog);

    QCOMPARE(linesOf(path("run.csv")).size(), 901);
}

QTEST_MAIN(TestExportDialog)
#include "test_export_dialog.moc"
