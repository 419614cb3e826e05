// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>

#include "recordings/recordings_panel.h"
#include "session/session_files.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"
#include "window/snapshot_samples.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestRecordingsPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void anEmptyFolderOffersToRecord();
    void recordingsAreListedAndRead();
    void aFileThatComesIsSeen();
    void anUnchangedFileIsNotReadTwice();
    void aFileThatGoesIsTakenAway();
    void theRunningOneSaysSo();
    void theRunningOneCannotBeDeleted();
    void enterOpens();
    void theSearchTakesDevicesToo();
    void deletingCanBeUndone();
    void renamingKeepsTheOther();
    void theOrderIsRemembered();
    void tenThousandFilesAreListedSoon();
    void everyControlHasAnAccessibleName();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    void makeSession(const QString& name, const std::string& device = "bench") const;
    void showPanel();
    [[nodiscard]] RecordingKind kindOf(const QString& name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QTemporaryDir m_trash;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QAction> m_record;
    std::unique_ptr<RecordingsPanel> m_panel;
};

void TestRecordingsPanel::initTestCase() {
    qputenv("XDG_DATA_HOME", m_trash.path().toLocal8Bit());
}

void TestRecordingsPanel::init() {
    m_panel.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_record = std::make_unique<QAction>(QStringLiteral("&Record"));
    m_panel = std::make_unique<RecordingsPanel>(m_folder->path(), *m_record, *m_theme);
    m_panel->resize(900, 240);
    new QAbstractItemModelTester(m_panel->findChild<RecordingsModel*>(),
                                 QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_panel.get());
}

void TestRecordingsPanel::makeSession(const QString& name, const std::string& device) const {
    testing::SessionFile session(path(name));
    session.addDevice(1, device, 2, 101);
    session.finish();
}

void TestRecordingsPanel::showPanel() {
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

RecordingKind TestRecordingsPanel::kindOf(const QString& name) const {
    const int row = m_panel->model().rowOf(path(name));
    return row < 0 ? RecordingKind::Unread : m_panel->model().row(row).facts.kind;
}

void TestRecordingsPanel::anEmptyFolderOffersToRecord() {
    QSignalSpy asked(m_record.get(), &QAction::triggered);
    showPanel();
    auto* button = m_panel->findChild<QPushButton*>();
    QTRY_VERIFY(button->isVisible());

    button->click();

    QCOMPARE(asked.size(), 1);
}

void TestRecordingsPanel::recordingsAreListedAndRead() {
    makeSession(QStringLiteral("a.thub"));
    showPanel();

    QTRY_COMPARE(kindOf(QStringLiteral("a.thub")), RecordingKind::Complete);

    const RecordingRow& row = m_panel->model().row(0);
    QCOMPARE(row.name, QStringLiteral("a"));
    QCOMPARE(row.facts.devices, QStringList{QStringLiteral("bench")});
    QVERIFY(m_panel->view()->isVisible());
}

void TestRecordingsPanel::aFileThatComesIsSeen() {
    showPanel();
    QTRY_VERIFY(m_panel->findChild<QPushButton*>()->isVisible());

    makeSession(QStringLiteral("late.thub"));

    QTRY_COMPARE(kindOf(QStringLiteral("late.thub")), RecordingKind::Complete);
}

void TestRecordingsPanel::anUnchangedFileIsNotReadTwice() {
    makeSession(QStringLiteral("a.thub"));
    RecordingsScanner scanner(m_folder->path(), nullptr);
    QSignalSpy listed(&scanner, &RecordingsScanner::listed);
    QStringList read;
    connect(&scanner, &RecordingsScanner::read, this, [&](const RecordingsScanner::Read& files) {
        for (const auto& file : files)
            read << file.second.devices;
    });
    scanner.look();
    QTRY_COMPARE(read.size(), 1);

    // What cannot be read now was read before.
    QFile file(path(QStringLiteral("a.thub")));
    const QDateTime before = QFileInfo(file).lastModified();
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(64, 'x'));
    QVERIFY(file.flush());
    file.setFileTime(before, QFileDevice::FileModificationTime);
    file.close();
    QTRY_VERIFY(listed.size() >= 1);
    const auto lists = listed.size();
    scanner.look();
    QTRY_VERIFY(listed.size() > lists);
    QTRY_COMPARE(read.size(), 2);

    QCOMPARE(read.last(), QStringLiteral("bench"));
}

void TestRecordingsPanel::aFileThatGoesIsTakenAway() {
    makeSession(QStringLiteral("a.thub"));
    makeSession(QStringLiteral("b.thub"));
    showPanel();
    QTRY_COMPARE(m_panel->model().rowCount(), 2);

    QVERIFY(QFile::remove(path(QStringLiteral("a.thub"))));

    QTRY_COMPARE(m_panel->model().rowCount(), 1);
    QCOMPARE(m_panel->model().rowOf(path(QStringLiteral("b.thub"))), 0);
}

void TestRecordingsPanel::theRunningOneSaysSo() {
    testing::SessionFile session(path(QStringLiteral("a.thub")));
    showPanel();
    QTRY_COMPARE(m_panel->model().rowCount(), 1);
    auto snapshot = samples::snapshotOf({samples::measuring(1, "bench")});
    engine::RecordingSnapshot recording;
    recording.path = path(QStringLiteral("a.thub")).toStdString();
    recording.start = samples::timeAt(9'000);
    recording.lastCommitNs = snapshot->time.steadyNs - 120'000'000;
    recording.bytes = 24'600'000;
    snapshot->recording = recording;

    m_panel->display(snapshot);

    const QString text = m_panel->model().row(0).running;
    QVERIFY2(text.startsWith(QStringLiteral("Recording 0:16:40")), qPrintable(text));
    QVERIFY2(testing::plain(text).contains(QStringLiteral("0.12 s to disk")), qPrintable(text));
    snapshot->recording.reset();
    m_panel->display(snapshot);
    QVERIFY(m_panel->model().row(0).running.isEmpty());
}

void TestRecordingsPanel::theRunningOneCannotBeDeleted() {
    testing::SessionFile session(path(QStringLiteral("a.thub")));
    showPanel();
    QTRY_COMPARE(kindOf(QStringLiteral("a.thub")), RecordingKind::Running);

    m_panel->select(path(QStringLiteral("a.thub")));

    QVERIFY(!m_panel->remove.isEnabled() && !m_panel->rename.isEnabled());
    QVERIFY(m_panel->open.isEnabled());
}

void TestRecordingsPanel::enterOpens() {
    makeSession(QStringLiteral("a.thub"));
    showPanel();
    QTRY_COMPARE(m_panel->model().rowCount(), 1);
    m_panel->select(path(QStringLiteral("a.thub")));
    QSignalSpy asked(m_panel.get(), &RecordingsPanel::openAsked);

    QTest::keyClick(m_panel->view(), Qt::Key_Return);

    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), path(QStringLiteral("a.thub")));
}

void TestRecordingsPanel::theSearchTakesDevicesToo() {
    makeSession(QStringLiteral("a.thub"), "pump");
    makeSession(QStringLiteral("b.thub"), "tank");
    showPanel();
    QTRY_COMPARE(kindOf(QStringLiteral("b.thub")), RecordingKind::Complete);
    QTRY_COMPARE(kindOf(QStringLiteral("a.thub")), RecordingKind::Complete);

    m_panel->findChild<QLineEdit*>()->setText(QStringLiteral("PUM"));
    QCOMPARE(m_panel->view()->model()->rowCount(), 1);
    m_panel->findChild<QLineEdit*>()->setText(QStringLiteral("nothing"));

    QVERIFY(!m_panel->view()->isVisible());
}

void TestRecordingsPanel::deletingCanBeUndone() {
    makeSession(QStringLiteral("a.thub"));
    showPanel();
    QTRY_COMPARE(kindOf(QStringLiteral("a.thub")), RecordingKind::Complete);
    m_panel->select(path(QStringLiteral("a.thub")));
    QSignalSpy refused(m_panel.get(), &RecordingsPanel::refused);

    m_panel->removeSelected();
    QTRY_VERIFY(m_panel->undoRemove.isEnabled() || !refused.isEmpty());
    if (!refused.isEmpty()) QSKIP("There is no trash on this disk.");
    QTRY_COMPARE(m_panel->model().rowCount(), 0);
    m_panel->restoreRemoved();

    QTRY_COMPARE(kindOf(QStringLiteral("a.thub")), RecordingKind::Complete);
    QVERIFY(!m_panel->undoRemove.isEnabled());
}

void TestRecordingsPanel::renamingKeepsTheOther() {
    makeSession(QStringLiteral("a.thub"));
    makeSession(QStringLiteral("b.thub"));
    showPanel();
    QTRY_COMPARE(m_panel->model().rowCount(), 2);
    QSignalSpy refused(m_panel.get(), &RecordingsPanel::refused);

    m_panel->renameTo(path(QStringLiteral("a.thub")), QStringLiteral("b"));
    QTRY_COMPARE(refused.size(), 1);
    m_panel->renameTo(path(QStringLiteral("a.thub")), QStringLiteral("run 1"));

    QTRY_VERIFY(m_panel->model().rowOf(path(QStringLiteral("run 1.thub"))) >= 0);
    QCOMPARE(m_panel->model().rowCount(), 2);
}

void TestRecordingsPanel::theOrderIsRemembered() {
    QSettings settings(path(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_panel->view()->sortByColumn(RecordingsModel::Size, Qt::AscendingOrder);
    m_panel->saveState(settings);

    RecordingsPanel other(m_folder->path(), *m_record, *m_theme);
    other.restoreState(settings);
    other.saveState(settings);

    QCOMPARE(settings.value(QStringLiteral("recordings/sortColumn")).toInt(),
             int{RecordingsModel::Size});
    QCOMPARE(settings.value(QStringLiteral("recordings/sortOrder")).toInt(),
             int{Qt::AscendingOrder});
}

void TestRecordingsPanel::tenThousandFilesAreListedSoon() {
    constexpr int kFiles = 10'000;
    RecordingsModel model;
    std::vector<RecordingFile> files;
    for (int i = 0; i < kFiles; ++i)
        files.push_back({QStringLiteral("/rec/%1.thub").arg(i), 1000, i});
    QElapsedTimer timer;
    timer.start();
    model.setFiles(files);
    files.erase(files.begin(), files.begin() + 10);
    model.setFiles(files);
    const auto snapshot = samples::snapshotOf({});
    for (int i = 0; i < 10; ++i)
        model.display(*snapshot);

    QCOMPARE(model.rowCount(), kFiles - 10);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void TestRecordingsPanel::everyControlHasAnAccessibleName() {
    showPanel();
    for (auto* widget : m_panel->findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) ||
                               qobject_cast<QLineEdit*>(widget) || qobject_cast<QTreeView*>(widget);
        if (isControl && !qobject_cast<QLineEdit*>(widget->parentWidget()))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestRecordingsPanel)
#include "test_recordings_panel.moc"
