// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/profile_choice.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSignalBlocker>

namespace telemetryhub::ui {
namespace {

/// In place of a name: the entry that asks for a file.
constexpr char kAsks[] = "?";
constexpr int kProfileWidth = 210;

}  // namespace

ProfileChoice::ProfileChoice(QWidget* parent) : QComboBox(parent) {
    setFixedWidth(kProfileWidth);
    addItem(tr("None"), QString());
    addBuiltIn();
    insertSeparator(count());
    addItem(tr("From a file\u2026"), QString::fromLatin1(kAsks));
    connect(this, &QComboBox::currentIndexChanged, this, &ProfileChoice::take);
    connect(this, &QComboBox::activated, this, &ProfileChoice::askForFile);
}

void ProfileChoice::addBuiltIn() {
    for (const engine::BuiltInProfile& one : engine::builtInProfiles()) {
        const std::string name(one.name);
        const engine::ReadProfile read = engine::readProfile(name, one.text);
        addItem(QString::fromStdString(read.profile.title), QString::fromStdString(name));
        setItemData(count() - 1, QString::fromStdString(read.profile.description), Qt::ToolTipRole);
    }
}

void ProfileChoice::askForFile() {
    if (currentData().toString() != QLatin1String(kAsks)) return;
    auto* dialog = new QFileDialog(this, tr("Choose a device profile"), QString(),
                                   tr("Device profiles (*.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ProfileChoice::chooseFile);
    connect(dialog, &QFileDialog::rejected, this, &ProfileChoice::goBack);
    dialog->open();
}

void ProfileChoice::goBack() {
    // The profile is the same: what was changed since it was chosen stays.
    const QSignalBlocker quiet(this);
    setCurrentIndex(m_lastIndex);
}

void ProfileChoice::chooseFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    int at = findData(absolute);
    if (at < 0) {
        const QSignalBlocker quiet(this);
        at = count() - 1;
        insertItem(at, QFileInfo(path).fileName(), absolute);
        setItemData(at, QDir::toNativeSeparators(absolute), Qt::ToolTipRole);
    }
    if (currentIndex() == at)
        take();
    else
        setCurrentIndex(at);
}

void ProfileChoice::choose(const QString& name) {
    const int at = findData(name);
    if (at >= 0)
        setCurrentIndex(at);
    else
        chooseFile(name);
}

void ProfileChoice::take() {
    const QString name = currentData().toString();
    if (name == QLatin1String(kAsks)) return;
    m_lastIndex = currentIndex();
    m_read.reset();
    if (!name.isEmpty()) m_read = engine::loadProfile(name.toStdString());
    setToolTip(currentData(Qt::ToolTipRole).toString());
    emit chosen();
}

const engine::DeviceProfile* ProfileChoice::profile() const {
    return m_read && m_read->errors.empty() ? &m_read->profile : nullptr;
}

std::string ProfileChoice::name() const {
    return m_read ? m_read->name : std::string();
}

QString ProfileChoice::problem() const {
    if (!m_read || m_read->errors.empty()) return {};
    QString first = QString::fromStdString(m_read->errors.front().text());
    const auto more = m_read->errors.size() - 1;
    if (more == 0) return first;
    return more == 1 ? tr("%1 There is 1 more mistake in this file.").arg(first)
                     : tr("%1 There are %2 more mistakes in this file.").arg(first).arg(more);
}

}  // namespace telemetryhub::ui
